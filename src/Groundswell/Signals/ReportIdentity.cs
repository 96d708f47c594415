using System.Buffers.Binary;

namespace Groundswell.Signals;

/// <summary>Makes ids of reports: UUID version 7 (RFC 9562 §5.7), in the order of arrival, unique by the journal's sequence.</summary>
public static class ReportIdentity
{
    /// <param name="arrivalTime">Milliseconds since the Unix epoch.</param>
    /// <param name="sequence">The report's sequence: its low 62 bits go where the standard allows a counter.</param>
    /// <param name="salt">Random per process, so that two nodes never meet and ids cannot be guessed from one another's counters.</param>
    public static Guid Create(long arrivalTime, long sequence, long salt)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (arrivalTime << 16) | 0x7000 | ((salt >> 50) & 0xFFF));
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], ((sequence ^ salt) & 0x3FFF_FFFF_FFFF_FFFF) | unchecked((long)0x8000_0000_0000_0000));
        return new Guid(bytes, bigEndian: true);
    }
}
