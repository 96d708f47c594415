using System.Net;
using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Server.Ingest;

/// <summary>Who sends a request, as far as intake must know.</summary>
internal sealed record ReportSender
{
    /// <summary>Arrival, milliseconds since the Unix epoch.</summary>
    public required long ArrivalTime { get; init; }

    public required ReportSource Source { get; init; }

    /// <summary>The sender itself as a reporter; reports that name no reporter of their own are its.</summary>
    public required ReporterId Reporter { get; init; }

    /// <summary>The key of the day.</summary>
    public required ReporterKey Key { get; init; }

    /// <summary>The key of the day before; only in the first half hour of a day.</summary>
    public ReporterKey? PreviousKey { get; init; }

    /// <summary>Where the request comes from, for reports that name no region.</summary>
    public RegionId Region { get; init; }

    /// <summary>Whether it may name reporters of its own: it has a token, or runs on this machine.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Keeps the retry keys of different senders apart.</summary>
    public string Scope { get; init; } = "";

    public static ReporterId Hash(IPAddress address, ReporterKey key, ReporterKey? previous) =>
        new(key.HashAddress(address), previous?.HashAddress(address) ?? 0);

    public ReporterId Hash(ReadOnlySpan<byte> name) => new(Key.HashName(name), PreviousKey?.HashName(name) ?? 0);
}
