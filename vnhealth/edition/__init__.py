"""What an edition consists of: its plan, its jobs, their records, index page and manifest."""
