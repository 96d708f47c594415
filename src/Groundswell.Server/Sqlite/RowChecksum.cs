using System.Numerics;
using System.Runtime.InteropServices;
using Groundswell.Signals;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// CRC-32C over what a row holds, stored beside it. SQLite finds a page whose structure is broken, and not one whose contents are: a bit that
/// flips in a count or a time passes. Null in rows of before there were checksums.
/// </summary>
internal static class RowChecksum
{
    public const string Column = "crc";

    /// <summary>Of all fields of a report as it is stored.</summary>
    public static uint Of(in Report report)
    {
        Span<byte> id = stackalloc byte[16];
        report.Id.TryWriteBytes(id, bigEndian: true, out _);
        var crc = Of(id);
        foreach (var value in (ReadOnlySpan<long>)
        [
            report.Sequence, report.EventTime, report.ArrivalTime, report.Service, report.Region.ToPacked(), report.Symptom, (long)report.Source, report.Reporter.Today, report.Weight,
        ])
        {
            crc = BitOperations.Crc32C(crc, (ulong)value);
        }

        return report.Comment is { } comment ? Of(MemoryMarshal.AsBytes(comment.AsSpan()), crc) : crc;
    }

    public static uint Of(string text) => Of(MemoryMarshal.AsBytes(text.AsSpan()));

    public static uint Of(ReadOnlySpan<byte> bytes, uint crc = uint.MaxValue)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, MemoryMarshal.Read<ulong>(bytes));
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }
}
