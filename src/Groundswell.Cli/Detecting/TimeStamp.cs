using System.Globalization;

namespace Groundswell.Cli.Detecting;

/// <summary>A time as the input wrote it, and what it means.</summary>
/// <param name="Text">As written.</param>
/// <param name="Moment">Where no zone is written, UTC.</param>
internal readonly record struct TimeStamp(string Text, DateTimeOffset Moment)
{
    public static bool TryParse(string text, out TimeStamp stamp)
    {
        var moment = default(DateTimeOffset);
        var valid = text.Length >= 10 && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowTrailingWhite, out moment);
        stamp = new TimeStamp(text, moment);
        return valid;
    }

    /// <summary>Writes another time in the manner of this one.</summary>
    public string Write(DateTimeOffset other)
    {
        var local = other.ToOffset(Moment.Offset);
        var separator = Text.Contains('T', StringComparison.Ordinal) ? "T" : " ";
        var text = local.ToString($"yyyy-MM-dd'{separator}'HH:mm:ss", CultureInfo.InvariantCulture);
        return Text.EndsWith('Z') ? text + "Z"
            : Text.Length > 19 && Text[^6] is '+' or '-' ? text + local.ToString("zzz", CultureInfo.InvariantCulture)
            : text;
    }
}
