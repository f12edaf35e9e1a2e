"""``make demo``: the whole journey of a clip, played over HTTP and told to a person."""
