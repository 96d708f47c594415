using System.Globalization;
using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// The updates in the HTML of a history feed, as Statuspage writes them ("Jun 3, 10:00 UTC", then "Resolved - …"), and the marked
/// status of incident.io ("Status: Resolved", then the affected components).
/// </summary>
internal static partial class HistoryUpdates
{
    private const int MostLines = 2_000;

    /// <summary>Newest first, by their times where all have one, else in the order of the text. <paramref name="near"/> gives the year, which their times may leave out.</summary>
    public static HistoryText Of(string html, DateTimeOffset? near)
    {
        var updates = new List<HistoryUpdate>();
        NoticeState? severity = null;
        DateTimeOffset? at = null;
        var isHeaded = false;
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
            else if (FullTime(line) is { } stated)
            {
                at = stated;
                continue;
            }

            if (Severities().Match(rest) is { Success: true } severe && StateWords.Of(severe.Groups["word"].Value) is var word && word != NoticeState.Unknown)
            {
                severity = word;
            }
            else if (IsLabel(rest))
            {
                continue;
            }
            else if (Marked().Match(rest) is { Success: true } marked)
            {
                isHeaded |= updates.Count == 0 && marked.Groups["head"].Success && at is null;
                updates.Add(new HistoryUpdate(StateWords.Letters(marked.Groups["status"].Value), at, rest[marked.Length..].Trim()));
            }
            else if (updates.Count > 0)
            {
                updates[^1] = updates[^1] with { Text = updates[^1].Text.Length == 0 ? rest : $"{updates[^1].Text} {rest}" };
            }
        }

        // A heading that only repeats the status of the whole is no update beside those that follow it.
        var header = isHeaded && updates.Count > 1 && updates[0].Text.Length == 0 ? updates[0].Status : "";
        var kept = header.Length > 0 ? updates.Skip(1).ToList() : updates;
        return new HistoryText(kept.TrueForAll(u => u.At is not null) ? [.. kept.OrderByDescending(u => u.At)] : kept, header, severity);
    }

    /// <summary>The components that incident.io lists, with their states: <c>API (Degraded performance)</c>.</summary>
    public static IReadOnlyList<(string Name, string State)> Components(string html)
    {
        var lines = PlainText.Lines(html);
        var start = lines.ToList().FindIndex(l => l.StartsWith("Affected components", StringComparison.OrdinalIgnoreCase));
        return start < 0 ? [] : [.. lines.Skip(start + 1).TakeWhile(l => !Marked().IsMatch(l)).Select(l => Listed().Match(l)).Where(m => m.Success)
            .Select(m => (m.Groups["name"].Value.Trim(), m.Groups["state"].Value))];
    }

    /// <summary>A line that is a time and nothing else: "Wed, 07 Oct 2026 08:24:33 GMT", "Posted 2026-10-07 08:24 UTC".</summary>
    private static DateTimeOffset? FullTime(string line)
    {
        var time = Posted().Replace(line, "");
        return time.Length is > 9 and < 64 && time.Any(char.IsAsciiDigit) && !time.All(char.IsAsciiDigit) ? FeedTime.Parse(time) : null;
    }

    /// <summary>A heading, or a label with a time, that is no part of what an update says: "Updates:", "Resolved: Wed, 07 Oct 2026 08:30:19 GMT".</summary>
    private static bool IsLabel(string line) =>
        Heading().IsMatch(line) || (line.IndexOf(':', StringComparison.Ordinal) is > 0 and < 24 and var colon && FullTime(line[(colon + 1)..].Trim()) is not null);

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

    [GeneratedRegex(@"^(?:(?:(?<head>(?:Current )?Status):\s*(?<status>[A-Za-z][A-Za-z _]{1,30}))|(?<status>Investigating|Identified|Monitoring|Update|Resolved|Postmortem|Scheduled|In progress|Verifying|Completed|Cancelled|Canceled))(?:\s+[-–—]\s+|$)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^(?:Severity|Impact|Impact level|Incident severity)\s*:\s*(?<word>[A-Za-z][A-Za-z _-]{1,30})$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Severities();

    [GeneratedRegex(@"^(?:Updates?|History|Timeline|Latest updates?|Incident updates|Details)\s*:$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:Posted|Updated|Published|Last updated)(?: on| at)?\s*:?\s+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Posted();

    [GeneratedRegex(@"^(?<name>.{1,200}) \((?<state>[A-Za-z _]{2,40})\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Listed();
}
