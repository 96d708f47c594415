namespace Groundswell.Catalogue.Reading;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Suggestion
{
    private const int Farthest = 2; // more than two slips make another word
    private const int MostCandidates = 20_000; // beyond this the search would be slower than the reader's own eyes

    /// <returns><c> Did you mean 'x'?</c> with a leading space, or nothing.</returns>
    public static string For(string written, IEnumerable<string> known)
    {
        if (written.Length > Slug.MaximumLength * 3)
        {
            return "";
        }

        var best = known
            .Take(MostCandidates)
            .Where(k => Math.Abs(k.Length - written.Length) <= Farthest)
            .Select(k => (Word: k, Distance: Distance(written, k)))
            .Where(c => c.Distance <= Math.Min(Farthest, c.Word.Length / 2))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word is null ? "" : $" Did you mean '{best.Word}'?";
    }

    /// <summary>Optimal string alignment: insertions, deletions, changes and swaps of neighbours each count one.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
