"""The Qt window; nothing else imports Qt."""
