"""What can be known of this Mac, and of whether our scripts may move it."""
