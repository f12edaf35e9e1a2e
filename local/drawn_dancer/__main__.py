"""``python -m local.drawn_dancer OUT.mp4 --bpm 120 …``: draw one dancer."""

import argparse
from dataclasses import fields
from pathlib import Path

from local.drawn_dancer import LOOKS, Clip, Dance, Move, write_clip


def main() -> None:
    """Draw the dancer that the arguments describe."""
    parser = argparse.ArgumentParser(prog="python -m local.drawn_dancer")
    parser.add_argument("out", type=Path, help="MP4 file to write")
    names = [move.name.lower().replace("_", "-") for move in Move]
    parser.add_argument("--routine", nargs="+", choices=names, default=[], help="moves in order")
    for field in fields(Dance):
        if field.name == "routine":
            continue
        name = "--" + field.name.replace("_", "-")
        parser.add_argument(name, type=type(field.default), default=field.default)
    for name in ("width", "height", "fps"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Clip(), name))
    parser.add_argument("--looks", type=int, default=0, choices=range(len(LOOKS)))
    parser.add_argument("--silent", action="store_true", help="without the beat's sound")
    chosen = vars(parser.parse_args())
    chosen["routine"] = tuple(Move(names.index(name)) for name in chosen["routine"])
    dance = Dance(**{field.name: chosen[field.name] for field in fields(Dance)})
    clip = Clip(
        width=chosen["width"],
        height=chosen["height"],
        fps=chosen["fps"],
        looks=LOOKS[chosen["looks"]],
        sound=not chosen["silent"],
    )
    write_clip(chosen["out"], dance, clip)


if __name__ == "__main__":
    main()
