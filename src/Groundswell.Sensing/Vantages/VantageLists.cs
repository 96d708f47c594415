using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// Lists of probes and results as they travel. An item that is none is left out and told, so that a node and an agent of different age still
/// understand each other in the rest.
/// </summary>
public static class VantageLists
{
    /// <summary>Results of a batch.</summary>
    public const int MostResults = 5_000;

    /// <summary>Probes of a plan.</summary>
    public const int MostProbes = 200_000;

    /// <summary>Octets of a batch that is unpacked.</summary>
    public const int LargestUnpacked = 16 << 20;

    public static byte[] WritePlan(IReadOnlyList<PlannedProbe> probes) => VantageJson.Write(probes);

    /// <param name="text">UTF-8.</param>
    /// <param name="plan">The probes that a vantage may run: a node that was taken over cannot make it do what no catalogue could.</param>
    /// <param name="fault">Why it is no plan at all, in words.</param>
    public static bool TryReadPlan(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out VantagePlan? plan, [NotNullWhen(false)] out string? fault)
    {
        plan = null;
        var faults = new List<JsonFault>();
        var seen = new HashSet<(ProbeTarget, string)>();
        fault = VantageJson.ReadList<PlannedProbe>(text, MostProbes, faults, out var items);
        if (fault is not null)
        {
            return false;
        }

        var probes = new List<PlannedProbe>(items.Count);
        foreach (var (place, probe) in items)
        {
            var wrong = PlanRules.FindFault(probe) ?? (seen.Add((probe.Target, probe.Id)) ? null : "stands in the plan twice.");
            if (wrong is null)
            {
                probes.Add(probe);
            }
            else
            {
                faults.Add(new JsonFault(place, "", wrong));
            }
        }

        plan = new VantagePlan(probes, faults);
        return true;
    }

    public static byte[] WriteResults(IReadOnlyList<ProbeResult> results) => VantageJson.Write(results);

    /// <param name="text">UTF-8.</param>
    /// <param name="batch">The results.</param>
    /// <param name="fault">Why it is no batch at all, in words.</param>
    public static bool TryReadResults(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out VantageBatch? batch, [NotNullWhen(false)] out string? fault)
    {
        var faults = new List<JsonFault>();
        fault = VantageJson.ReadList<ProbeResult>(text, MostResults, faults, out var items);
        batch = fault is null ? new VantageBatch([.. items.Select(i => i.Value)], [.. items.Select(i => i.Key)], faults) : null;
        return fault is null;
    }

    /// <summary>As gzip.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    /// <summary>What gzip held; null where it is no gzip, is cut off, or holds more than <see cref="LargestUnpacked"/>.</summary>
    public static byte[]? Unpack(ReadOnlyMemory<byte> packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (gzip.Read(buffer) is > 0 and var read)
            {
                if (text.Length + read > LargestUnpacked)
                {
                    return null;
                }

                text.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return text.ToArray();
    }
}
