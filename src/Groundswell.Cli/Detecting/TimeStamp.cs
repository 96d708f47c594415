using System.Globalization;
using System.Text.RegularExpressions;
using Groundswell.Signals;

namespace Groundswell.Cli.Detecting;

/// <summary>A time as the input wrote it, and what it means.</summary>
/// <param name="Text">As written.</param>
/// <param name="Moment">Where no zone is written, UTC.</param>
/// <param name="HasZone">A zone is written.</param>
internal readonly partial record struct TimeStamp(string Text, DateTimeOffset Moment, bool HasZone)
{
    /// <summary>Takes what has one meaning: the year first, or the month by its name.</summary>
    public static bool TryParse(string text, out TimeStamp stamp)
    {
        stamp = default;
        if (text.Length < 7)
        {
            return false;
        }

        if (IsoTime.Parse(text) is { } iso)
        {
            stamp = new TimeStamp(text, iso.Moment, iso.HasZone);
            return true;
        }

        if (!NamedMonth().IsMatch(text) || !Year().IsMatch(text) || !Day().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowTrailingWhite, out var moment))
        {
            return false;
        }

        stamp = new TimeStamp(text, moment, Zoned().IsMatch(text));
        return true;
    }

    /// <summary>Why this is no time that is taken, in words.</summary>
    public static string Refusal(string excerpt) => Numbers().IsMatch(excerpt)
        ? $"'{excerpt}' could be more than one day, as day and month can be either way round; write the year first, as in 2025-10-20T06:48:00Z."
        : $"'{excerpt}' is not a time such as 2025-10-20T06:48:00Z.";

    /// <summary>Writes another time in the manner of this one.</summary>
    public string Write(DateTimeOffset other)
    {
        var local = other.ToOffset(Moment.Offset);
        var separator = Text.Contains('T', StringComparison.Ordinal) ? "T" : " ";
        var text = local.ToString($"yyyy-MM-dd'{separator}'HH:mm:ss", CultureInfo.InvariantCulture);
        return !HasZone ? text
            : Text.EndsWith('Z') || Text.EndsWith('z') ? text + "Z"
            : text + local.ToString("zzz", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NamedMonth();

    [GeneratedRegex(@"\b[0-9]{4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Year();

    [GeneratedRegex(@"(^|[^0-9:.])[0-9]{1,2}($|[^0-9:.])", RegexOptions.NonBacktracking)]
    private static partial Regex Day();

    [GeneratedRegex(@"(GMT|Z|[+-][0-9]{2}:?[0-9]{2})\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Zoned();

    [GeneratedRegex(@"^[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{2}|[0-9]{4})([^0-9]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
