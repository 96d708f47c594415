using System.Globalization;

namespace Groundswell.Scenarios;

/// <summary><c>rhythm NAME F0 … F23 [weekend SHARE|F0 … F23] [monday … sunday SHARE|F0 … F23] [zone UTC+N]</c></summary>
internal static class ScenarioRhythmReader
{
    public const string WeightRule = "is no weight; it must be a number of 0 or more.";

    private const int MostHours = 14;
    private static readonly string[] DayNames = [.. Enum.GetValues<DayOfWeek>().Select(d => d.ToString().ToLowerInvariant())];
    private static readonly string[] Fields = ["weekend", .. DayNames, "zone"];

    /// <summary>What follows the name; null, with complaints, where it is no rhythm.</summary>
    public static ScenarioRhythm? Read(ScenarioLine line)
    {
        var hours = new List<double>();
        for (var hour = 0; hour < ScenarioRhythm.Hours && line.Take($"hour {hour}") is { } word; hour++)
        {
            hours.Add(line.Read(word, $"hour {hour}", ScenarioValues.Number, WeightRule) ?? 1);
        }

        if (hours.Count < ScenarioRhythm.Hours)
        {
            return null;
        }

        var weekend = 1.0;
        var own = new Dictionary<DayOfWeek, IReadOnlyList<double>>();
        var ahead = TimeSpan.Zero;
        var given = new HashSet<string>();
        while (!line.IsAtEnd && line.Take("weekend") is { } field)
        {
            if (!Fields.Contains(field.Text))
            {
                line.Complain(field, "rhythm", $"'{Catalogue.Slug.Excerpt(field.Text)}' is not known here; expected {string.Join(", ", Fields)}.");
                return null;
            }

            if (!given.Add(field.Text))
            {
                line.Complain(field, field.Text, "is given twice.");
            }

            if (field.Text == "zone")
            {
                ahead = line.Read(line.Take("zone"), "zone", Zone, $"is no zone; it must look like UTC+9, UTC-8 or UTC+5:30, at most {MostHours} hours.") ?? TimeSpan.Zero;
            }
            else if (ReadDay(line, field.Text) is { } factors)
            {
                Set(field.Text, factors);
            }
        }

        if (!(hours.Sum() is > 0 and < ScenarioLimits.PerMinute))
        {
            line.ComplainAtEnd("rhythm", "the 24 factors are all 0, or too large.");
            return null;
        }

        return new ScenarioRhythm(hours, weekend, own, ahead);

        void Set(string field, List<double> factors)
        {
            if (field == "weekend" && factors.Count == 1)
            {
                weekend = factors[0];
                return;
            }

            // A day that is named goes before the weekend, wherever they stand.
            DayOfWeek[] days = field == "weekend" ? [DayOfWeek.Saturday, DayOfWeek.Sunday] : [(DayOfWeek)Array.IndexOf(DayNames, field)];
            foreach (var day in days.Where(d => field != "weekend" || !given.Contains(DayNames[(int)d])))
            {
                own[day] = factors.Count == 1 ? [.. hours.Select(h => h * factors[0])] : factors;
            }
        }
    }

    /// <summary>One share of the weekdays' hours, or 24 hours of its own.</summary>
    private static List<double>? ReadDay(ScenarioLine line, string field)
    {
        var words = new List<ScenarioWord>();
        do
        {
            if (line.Take(field) is not { } word)
            {
                return null;
            }

            words.Add(word);
        }
        while (!line.IsAtEnd && words.Count <= ScenarioRhythm.Hours && !line.IsNext(Fields));

        if (words.Count is not (1 or ScenarioRhythm.Hours))
        {
            line.Complain(words[^1], field, $"has {words.Count} numbers; it takes one, of all hours, or 24.");
            return null;
        }

        var factors = words.Select(w => line.Read(w, field, ScenarioValues.Weight, WeightRule) ?? 1).ToList();
        if (factors.Sum() >= ScenarioLimits.PerMinute)
        {
            line.Complain(words[0], field, "is too large.");
            return null;
        }

        return factors;
    }

    private static TimeSpan? Zone(string text)
    {
        if (text == "UTC")
        {
            return TimeSpan.Zero;
        }

        if (!text.StartsWith("UTC+", StringComparison.Ordinal) && !text.StartsWith("UTC-", StringComparison.Ordinal))
        {
            return null;
        }

        return TimeSpan.TryParseExact(text[4..], [@"%h", @"h\:mm", @"hh\:mm"], CultureInfo.InvariantCulture, out var off) && off <= TimeSpan.FromHours(MostHours)
            ? text[3] == '-' ? -off : off
            : null;
    }
}
