"""Pictures of a scored dance, for its dancer to look at and to share.

`running` scores a clip's parts into `curves`, which both pictures show: `film` writes the clip as a
video with everything drawn over it, `report` a still page. `palette` holds the colours of both.
"""
