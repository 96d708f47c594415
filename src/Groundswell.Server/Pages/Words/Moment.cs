using System.Globalization;

namespace Groundswell.Server.Pages.Words;

/// <summary>Times as people read them. Minutes are the finest: finer ones would make every tick a new page.</summary>
internal static class Moment
{
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Short(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    public static string Length(TimeSpan length)
    {
        var minutes = Math.Max(0, (long)length.TotalMinutes);
        return minutes switch
        {
            < 60 => $"{minutes} min",
            < 24 * 60 => minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min",
            _ => $"{minutes / (24 * 60)} d {minutes / 60 % 24} h",
        };
    }
}
