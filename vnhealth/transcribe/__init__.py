"""Rebuild our transcription in data/raw from the exports, where they are at hand."""

from vnhealth.transcribe.rebuild import rebuild

__all__ = ["rebuild"]
