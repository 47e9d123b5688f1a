"""Bytes → flat blocks, one carrier a module."""
