using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Groundswell.Bench;

/// <summary>The machine, and the two of its limits that durable ingest and detection run into.</summary>
internal static class Machine
{
    private const int CopyBytes = 256 * 1024 * 1024;

    public static IReadOnlyList<string> Describe(string folder) =>
    [
        $"Date: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC",
        $"Processor: {ReadField("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores",
        FormattableString.Invariant($"Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0.0} GiB; copying runs at {CopyGigabytesPerSecond():0.0} GB/s on one core"),
        FormattableString.Invariant($"Disk: {new DriveInfo(folder).DriveFormat}; an append of 4 KiB with fsync takes {SyncedAppend(folder).TotalMicroseconds:0} µs (median)"),
        $"System: {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}",
    ];

    /// <summary>Time that all cores together were busy, of every program, since the start of the system; zero where the system does not tell.</summary>
    public static TimeSpan BusyTime()
    {
        const int TicksPerSecond = 100;
        if (!File.Exists("/proc/stat"))
        {
            return TimeSpan.Zero;
        }

        // user, nice, system, idle, iowait, irq, softirq, steal: all but the two that wait.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = fields.Skip(1).Take(8).Where((_, i) => i is not (3 or 4)).Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    private static TimeSpan SyncedAppend(string folder)
    {
        var path = Path.Combine(folder, "fsync.probe");
        var times = new List<TimeSpan>();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var page = new byte[4096];
            for (var i = 0; i < 200; i++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Write(page);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start));
            }
        }

        File.Delete(path);
        return times.Order().ElementAt(times.Count / 2);
    }

    private static double CopyGigabytesPerSecond()
    {
        var (from, to) = (new byte[CopyBytes], new byte[CopyBytes]);
        Array.Fill(from, (byte)1);
        from.CopyTo(to, 0);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 4; i++)
        {
            from.CopyTo(to, 0);
        }

        return 4.0 * CopyBytes / 1e9 / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string? ReadField(string path, string name) => !File.Exists(path)
        ? null
        : File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
