"""What a handout is given besides its text: cover, contents, table of cases, rule card, sign-in sheet.

`build.frame_article` makes them from the article, once for all formats, as part of its frame; the
`markup`, `css` and `text` here and the `extras` of DOCX and Markdown set them.
"""
