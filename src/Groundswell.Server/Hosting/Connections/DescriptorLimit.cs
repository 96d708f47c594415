using System.Globalization;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>How many files and connections the system lets this process have open.</summary>
internal static class DescriptorLimit
{
    private const string Limits = "/proc/self/limits";
    private const string Row = "Max open files";

    /// <summary>Where the system does not tell: what is usual.</summary>
    private const int Usual = 65_536;

    /// <summary>The runtime, the program's files and the store of a node hold about 300 before anybody connects.</summary>
    private const int LeastReserve = 384;
    private const int MostConnections = 50_000;

    /// <summary>The soft limit, which the runtime has raised to the hard one.</summary>
    public static int Find() => File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : Usual;

    /// <summary>What of a limit connections may take: the store, probes and the runtime need the rest.</summary>
    public static int ForConnections(int limit) => Math.Clamp(limit - Math.Max(LeastReserve, limit / 4), 16, MostConnections);

    /// <param name="lines">Of <c>/proc/PID/limits</c> (proc(5)).</param>
    internal static int Parse(IEnumerable<string> lines)
    {
        var words = lines.FirstOrDefault(l => l.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var soft, ..] && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : Usual;
    }
}
