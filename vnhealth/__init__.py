"""Clean Vietnamese health planning figures and render them as committee briefs."""

__version__ = "0.1.0"
