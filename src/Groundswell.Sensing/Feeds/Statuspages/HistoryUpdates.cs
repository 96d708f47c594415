using System.Globalization;
using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Reading;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// The updates in the HTML of a history feed, as Statuspage writes them ("Jun 3, 10:00 UTC", then "Resolved - …"), and the marked
/// status of incident.io ("Status: Resolved", then the affected components).
/// </summary>
internal static partial class HistoryUpdates
{
    private const int MostLines = 2_000;

    /// <summary>In the order of the text, which is newest first. <paramref name="near"/> tells the year, which their times leave out.</summary>
    public static IReadOnlyList<HistoryUpdate> Of(string html, DateTimeOffset? near)
    {
        var updates = new List<HistoryUpdate>();
        DateTimeOffset? at = null;
        foreach (var line in PlainText.Lines(html).Take(MostLines))
        {
            var rest = line;
            if (Stamp().Match(line) is { Success: true } stamp)
            {
                at = Place(stamp, near);
                rest = line[stamp.Length..].Trim();
                if (rest.Length == 0)
                {
                    continue;
                }
            }

            if (Marked().Match(rest) is { Success: true } marked)
            {
                updates.Add(new HistoryUpdate(StateWords.Letters(marked.Groups["status"].Value), at, rest[marked.Length..].Trim()));
            }
            else if (updates.Count > 0)
            {
                updates[^1] = updates[^1] with { Text = updates[^1].Text.Length == 0 ? rest : $"{updates[^1].Text} {rest}" };
            }
        }

        return updates;
    }

    /// <summary>The components that incident.io lists, with their states: <c>API (Degraded performance)</c>.</summary>
    public static IReadOnlyList<(string Name, string State)> Components(string html)
    {
        var lines = PlainText.Lines(html);
        var start = lines.ToList().FindIndex(l => l.StartsWith("Affected components", StringComparison.OrdinalIgnoreCase));
        return start < 0 ? [] : [.. lines.Skip(start + 1).TakeWhile(l => !Marked().IsMatch(l)).Select(l => Listed().Match(l)).Where(m => m.Success)
            .Select(m => (m.Groups["name"].Value.Trim(), m.Groups["state"].Value))];
    }

    private static DateTimeOffset? Place(Match stamp, DateTimeOffset? near)
    {
        var zone = FeedTime.Offset(stamp.Groups["zone"].Value);
        if (near is not { } close || zone is null)
        {
            return null;
        }

        // The nearest of three years: an incident of the turn of the year has updates in two.
        var year = stamp.Groups["year"] is { Success: true } stated ? int.Parse(stated.Value, CultureInfo.InvariantCulture) : 0;
        int[] years = year > 0 ? [year] : [close.Year - 1, close.Year, close.Year + 1];
        return years
            .Select(y => DateTime.TryParseExact(
                $"{stamp.Groups["month"].Value} {stamp.Groups["day"].Value} {y} {stamp.Groups["time"].Value}",
                "MMM d yyyy H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? new DateTimeOffset(time, zone.Value).ToUniversalTime() : (DateTimeOffset?)null)
            .OfType<DateTimeOffset>()
            .OrderBy(t => (t - close).Duration())
            .Select(t => (DateTimeOffset?)t)
            .FirstOrDefault();
    }

    [GeneratedRegex(@"^(?:THIS IS A SCHEDULED EVENT )?(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(?<day>[0-3]?[0-9])(?:, (?<year>20[0-9][0-9]))?, +(?<time>[0-2]?[0-9]:[0-5][0-9])(?: - (?:[A-Z][a-z]{2} [0-9]{1,2}, )?[0-9]{1,2}:[0-9]{2})? *(?<zone>[A-Z]{1,4})(?:$|\s)", RegexOptions.NonBacktracking)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^(?:Status:\s*)?(?<status>Investigating|Identified|Monitoring|Update|Resolved|Postmortem|Scheduled|In progress|Verifying|Completed|Cancelled|Canceled)(?:\s+[-–—]\s+|$)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^(?<name>.{1,200}) \((?<state>[A-Za-z _]{2,40})\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Listed();
}
