using System.Globalization;
using System.Text;

namespace Groundswell.Cli.Tests;

/// <summary>A made-up recording: quiet days, then half an hour at twenty times the usual.</summary>
internal static class CountFile
{
    public const int Minutes = 2 * 1440;
    public const int OutageFrom = Minutes - 60;
    public const int OutageTo = Minutes - 30;

    private static readonly DateTimeOffset Start = new(2025, 10, 20, 0, 0, 0, TimeSpan.Zero);

    public static string TimeOf(int minute) => Start.AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Two series, a row each in turn; the first fails, the second does not.</summary>
    public static string Counts()
    {
        var random = new Random(1);
        var text = new StringBuilder("series,time,count\n");
        for (var minute = 0; minute < Minutes; minute++)
        {
            var extra = minute is >= OutageFrom and < OutageTo ? 190 : 0;
            text.Append(CultureInfo.InvariantCulture, $"acme,{TimeOf(minute)},{7 + random.Next(7) + extra}\n");
            text.Append(CultureInfo.InvariantCulture, $"bolt,{TimeOf(minute)},{7 + random.Next(7)}\n");
        }

        return text.ToString();
    }

    /// <summary>One stream of values that jumps for half an hour.</summary>
    public static string Values()
    {
        var random = new Random(2);
        var text = new StringBuilder("timestamp,value\n");
        for (var minute = 0; minute < Minutes; minute++)
        {
            var extra = minute is >= OutageFrom and < OutageTo ? 50 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{TimeOf(minute)},{20 + random.NextDouble() + extra:0.000}\n");
        }

        return text.ToString();
    }
}
