"""From sound to a request: recordings, transcripts, how speech is written, doubt."""
