namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Names of months by their first letters, in English and where RSS writers leave them in the language of their machine.</summary>
internal static class MonthNames
{
    // May is short in all of them; "mar" is March, as Tuesday ("mar." in French) never stands between day and year.
    private static readonly (string Start, int Month)[] Starts =
    [
        ("jan", 1), ("ene", 1), ("gen", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3), ("mrz", 3), ("maa", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5),
        ("mei", 5), ("mag", 5), ("maj", 5), ("jun", 6), ("juin", 6), ("giu", 6), ("jul", 7), ("juil", 7), ("lug", 7), ("aug", 8), ("aoû", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9),
        ("oct", 10), ("okt", 10), ("out", 10), ("ott", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12),
    ];

    /// <returns>1 to 12; 0 for what is no name of a month.</returns>
    public static int Of(string word)
    {
        var name = word.TrimEnd('.');
        return name.Length is < 3 or > 10 || !name.All(char.IsLetter) ? 0
            : Starts.Where(s => name.StartsWith(s.Start, StringComparison.OrdinalIgnoreCase)).OrderByDescending(s => s.Start.Length).Select(s => s.Month).FirstOrDefault();
    }
}
