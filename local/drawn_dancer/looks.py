"""What a drawn dancer looks like; colours are red, green, blue, 0 to 255."""

from dataclasses import dataclass
from typing import Final

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Looks:
    """Colours of a dancer and of the room."""

    skin: Colour
    hair: Colour
    shirt: Colour
    trousers: Colour
    shoes: Colour
    wall: Colour
    floor: Colour


LOOKS: Final = (
    Looks(
        skin=(224, 178, 146),
        hair=(58, 40, 30),
        shirt=(186, 52, 58),
        trousers=(44, 58, 92),
        shoes=(236, 234, 228),
        wall=(206, 208, 200),
        floor=(158, 124, 92),
    ),
    Looks(
        skin=(150, 104, 76),
        hair=(26, 22, 22),
        shirt=(240, 196, 66),
        trousers=(62, 62, 66),
        shoes=(40, 40, 44),
        wall=(176, 198, 210),
        floor=(120, 98, 82),
    ),
    Looks(
        skin=(240, 204, 180),
        hair=(170, 116, 60),
        shirt=(46, 128, 112),
        trousers=(96, 84, 74),
        shoes=(206, 80, 60),
        wall=(222, 206, 188),
        floor=(142, 134, 126),
    ),
    Looks(
        skin=(108, 74, 56),
        hair=(18, 16, 16),
        shirt=(228, 228, 232),
        trousers=(34, 84, 132),
        shoes=(240, 240, 240),
        wall=(150, 164, 150),
        floor=(170, 138, 100),
    ),
    Looks(
        skin=(204, 156, 120),
        hair=(88, 32, 28),
        shirt=(92, 70, 160),
        trousers=(40, 40, 44),
        shoes=(230, 180, 60),
        wall=(214, 196, 206),
        floor=(110, 104, 108),
    ),
    Looks(
        skin=(186, 136, 104),
        hair=(46, 36, 34),
        shirt=(64, 146, 208),
        trousers=(150, 138, 112),
        shoes=(52, 52, 60),
        wall=(232, 226, 210),
        floor=(132, 96, 70),
    ),
)
