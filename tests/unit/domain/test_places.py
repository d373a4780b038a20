"""Which neighbourhood a position or a text names."""

from __future__ import annotations

import pytest

from nabiz.domain.places import Neighbourhood, find_neighbourhood, find_neighbourhood_in_text
from nabiz.text.folding import fold

# Two squares side by side, and an L around the corner of the second.
CINAR = Neighbourhood("cinar", "Çınar", ((0, 0), (1, 0), (1, 1), (0, 1)))
KAVAKLI = Neighbourhood("kavakli", "Kavaklı", ((1, 0), (2, 0), (2, 1), (1, 1), (1, 0)), stands_alone=True)
CORNER = Neighbourhood(
    "corner", "Değirmenönü", ((0, 1), (2, 1), (2, 0), (3, 0), (3, 2), (0, 2)), ("Değirmen Önü",), True
)
YENI = Neighbourhood("yeni", "Yeni", ((9, 9), (10, 9), (9, 10)))
CITY = (CINAR, KAVAKLI, CORNER, YENI)


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("0.5", "0.5", "cinar"),
        ("0.5", "1.5", "kavakli"),
        ("1.5", "0.5", "corner"),
        ("0.5", "2.5", "corner"),
        ("5", "5", ""),
        ("-0.5", "0.5", ""),
        ("", "", ""),
        ("north", "0.5", ""),
        ("nan", "nan", ""),
    ],
)
def test_position(lat: str, lon: str, code: str) -> None:
    assert find_neighbourhood(lat, lon, CITY) == code


def test_point_on_a_shared_border_belongs_to_one_neighbour() -> None:
    assert [place.code for place in CITY if place.contains(1, 0.5)] == ["kavakli"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Çınar mahallesi 5. sokakta çukur var", "cinar"),
        ("cinar mah. 5. sokak", "cinar"),
        ("ÇINAR MAH 12. SOK", "cinar"),
        ("Çınar Mh. 3", "cinar"),
        ("Çınar Mahallesi'nde", "cinar"),
        ("çınar ağacının dalı kırıldı", ""),
        ("Kavaklı'da sular kesik", "kavakli"),
        ("KAVAKLI mahallesinde", "kavakli"),
        ("Değirmen önü mahallesi", "corner"),
        ("yeni bir sorun", ""),
        ("Yeni mahalle muhtarlığı", "yeni"),
        ("Çınar mahallesinden Yeni mahalleye giden yol", ""),
        ("", ""),
    ],
)
def test_text(text: str, code: str) -> None:
    assert find_neighbourhood_in_text(text, CITY, fold) == code
