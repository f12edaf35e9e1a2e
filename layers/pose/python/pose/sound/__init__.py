"""What a clip sounds like: its onsets, their tempo, the beats of its music."""
