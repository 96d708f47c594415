namespace Groundswell.Catalogue;

/// <summary>The date of Easter in the Gregorian calendar, for the years 1900 to 2199.</summary>
internal static class EasterSunday
{
    /// <summary>Western churches: the anonymous Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Western(int year)
    {
        var golden = year % 19;
        var (century, yearOfCentury) = Math.DivRem(year, 100);
        var moonShift = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - moonShift + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - epact - (yearOfCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451; // 1 where the two exceptions of the calendar apply
        return new DateOnly(year, 3, 22).AddDays(epact + toSunday - (7 * late));
    }

    /// <summary>Orthodox churches: the Julian computus (Meeus, chapter 8), moved to the Gregorian calendar.</summary>
    public static DateOnly Orthodox(int year)
    {
        var fullMoon = ((19 * (year % 19)) + 15) % 30;
        var toSunday = ((2 * (year % 4)) + (4 * (year % 7)) - fullMoon + 34) % 7;
        var julianLag = (year / 100) - (year / 400) - 2; // days, from March of the year on
        return new DateOnly(year, 3, 22).AddDays(fullMoon + toSunday + julianLag);
    }
}
