"""How smooth one stretch of movement is: two measures of its speed profile."""

from typing import Final

import numpy as np

from pose.motion import FloatArray

HIGHEST_HZ: Final = 10.0
FAINTEST: Final = 0.05
_PADDING: Final = 4


def spectral_arc_length(speed: FloatArray, rate: float) -> float:
    """Return SPARC, the arc length of the speed's normalised spectrum.

    -sum sqrt((df / (f_last - f_first))^2 + dM^2) over the spectrum M(f), scaled to a greatest value
    of 1, up to 10 Hz and there up to the last M >= 0.05; zero-padded to 2^(ceil(log2 n) + 4).

    Parameters
    ----------
    speed
        Shape (n,), any unit, not all zero.
    rate
        Samples per second.

    Returns
    -------
    float
        Dimensionless, below -1; nearer to zero is smoother. Does not depend on the amplitude.

    Raises
    ------
    ValueError
        If nothing moves: stillness has no smoothness.

    References
    ----------
    Balasubramanian et al. 2012, IEEE Trans Biomed Eng 59:2126; 2015, J NeuroEng Rehabil 12:112.

    Examples
    --------
    >>> t = np.arange(-1, 1, 0.01)
    >>> round(spectral_arc_length(np.exp(-5 * t**2), 100.0), 5)
    -1.41403
    """
    bins = 2 ** (int(np.ceil(np.log2(len(speed)))) + _PADDING)
    frequency = np.arange(bins) * rate / bins
    spectrum = np.abs(np.fft.fft(speed, bins))
    if not spectrum.max() > 0:
        raise ValueError("nothing moves")
    spectrum = (spectrum / spectrum.max())[frequency <= HIGHEST_HZ]
    kept = slice(0, int(np.flatnonzero(spectrum >= FAINTEST)[-1]) + 1)
    frequency, spectrum = frequency[: len(spectrum)][kept], spectrum[kept]
    span = frequency[-1] - frequency[0]
    return -float(np.sum(np.hypot(np.diff(frequency) / span, np.diff(spectrum))))


def log_dimensionless_jerk(speed: FloatArray, rate: float) -> float:
    """Return LDLJ, the logarithm of the jerk made free of duration and amplitude.

    -ln(D^3 / v_peak^2 * sum(v''^2) dt) with D = n dt; -5.3220 for a minimum-jerk movement. Falls
    apart under noise, so give it a low-passed speed.

    Parameters
    ----------
    speed
        Shape (n,), any unit, not constant.
    rate
        Samples per second.

    Raises
    ------
    ValueError
        If the speed never changes its slope.

    References
    ----------
    Balasubramanian et al. 2015, J NeuroEng Rehabil 12:112.
    """
    jerk = np.diff(speed, 2) * rate**2
    total = float(np.sum(jerk**2)) / rate
    if not total > 0:
        raise ValueError("nothing moves")
    return -float(np.log((len(speed) / rate) ** 3 / float(np.max(np.abs(speed))) ** 2 * total))
