using System.Globalization;
using System.Text.RegularExpressions;

namespace Groundswell.Publication;

/// <summary>
/// The one form in which sentences write a time, <c>09:25</c> in UTC, with the day (<c>09:25 on 19 October</c>) where it is a day ago or more;
/// and its reader, so that a page can show every time of a sentence in the reader's own zone.
/// </summary>
public static partial class SentenceTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5); // what is said may be stamped a little before what it tells of

    /// <param name="at">What to write.</param>
    /// <param name="now">When the sentence is said.</param>
    public static string Write(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.ToString(at > now - Day + Slack && at <= now + Slack ? "HH:mm" : "HH:mm 'on' d MMMM", CultureInfo.InvariantCulture);

    /// <summary>The sentence in pieces, in order; together they are the sentence.</summary>
    /// <param name="sentence">Whose times were written by this class.</param>
    /// <param name="saidAt">When it was said: a time without a day is the last one before.</param>
    public static IReadOnlyList<SentencePart> Split(string sentence, DateTimeOffset saidAt)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return Cut(sentence, Form(), match => Read(match, saidAt.UtcDateTime + Slack));
    }

    /// <summary>What a check or a machine wrote, in pieces: only times with a whole date are read, for anything else may be another's text.</summary>
    public static IReadOnlyList<SentencePart> SplitDated(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Cut(text, Dated(), match => DateTimeOffset.TryParseExact(
            match.Value, ["yyyy-MM-dd HH:mm 'UTC'", "d MMMM yyyy HH:mm 'UTC'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null);
    }

    // What cannot be read is text like any other.
    private static List<SentencePart> Cut(string text, Regex form, Func<Match, DateTimeOffset?> read)
    {
        var parts = new List<SentencePart>();
        var end = 0;
        foreach (Match match in form.Matches(text))
        {
            if (read(match) is not { } time)
            {
                continue;
            }

            if (match.Index > end)
            {
                parts.Add(new SentencePart(text[end..match.Index], null));
            }

            parts.Add(new SentencePart(match.Value, time));
            end = match.Index + match.Length;
        }

        if (end < text.Length)
        {
            parts.Add(new SentencePart(text[end..], null));
        }

        return parts;
    }

    private static DateTimeOffset? Read(Match match, DateTime latest)
    {
        var clock = new TimeSpan(int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture), 0);
        if (!match.Groups["day"].Success)
        {
            var today = latest.Date + clock;
            return new DateTimeOffset(today <= latest ? today : today - Day, TimeSpan.Zero);
        }

        for (var year = latest.Year; year > latest.Year - 5; year--) // 29 February waits for its year
        {
            if (DateTime.TryParseExact($"{match.Groups["day"].Value} {year}", "d MMMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day + clock <= latest)
            {
                return new DateTimeOffset(day + clock, TimeSpan.Zero);
            }
        }

        return null;
    }

    [GeneratedRegex(@"(\d{4}-\d{2}-\d{2}|\b\d{1,2} [A-Z][a-z]+ \d{4}) \d{2}:\d{2} UTC\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Dated();

    [GeneratedRegex(@"(?<![\d:.])(?<h>[01]\d|2[0-3]):(?<m>[0-5]\d)(?!:?\d)( UTC)?( on (?<day>\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
