using System.Buffers.Binary;
using System.Text;

namespace Groundswell.DnsBed.Hostile;

/// <summary>Writes an answer to a question on the wire, as rightly or wrongly as one likes.</summary>
internal sealed class ReplyWriter
{
    public const ushort TypeA = 1, TypeNs = 2, TypeCname = 5, TypeRrsig = 46, TypeDnskey = 48;

    private readonly List<byte> _octets;
    private readonly int[] _counts = new int[3];

    public ReplyWriter(ReadOnlySpan<byte> question, bool isAuthoritative)
    {
        var at = 12;
        var name = new StringBuilder();
        while (at < question.Length && question[at] is > 0 and < 64 && at + question[at] < question.Length)
        {
            name.Append(Encoding.ASCII.GetString(question.Slice(at + 1, question[at]))).Append('.');
            at += question[at] + 1;
        }

        Name = name.Length == 0 ? "." : name.ToString();
        Type = at + 3 <= question.Length ? BinaryPrimitives.ReadUInt16BigEndian(question[(at + 1)..]) : (ushort)0;
        _octets = [.. question[..Math.Min(at + 5, question.Length)]];
        _octets[2] = (byte)(isAuthoritative ? 0x84 : 0x80);
        _octets[3] = 0;
    }

    /// <summary>Asked for, with the last dot.</summary>
    public string Name { get; }

    public ushort Type { get; }

    public ReplyWriter Record(int section, string owner, ushort type, byte[] data, uint ttl = 300)
    {
        _octets.AddRange([.. Wire(owner), (byte)(type >> 8), (byte)type, 0, 1, (byte)(ttl >> 24), (byte)(ttl >> 16), (byte)(ttl >> 8), (byte)ttl, (byte)(data.Length >> 8), (byte)data.Length, .. data]);
        _counts[section]++;
        return this;
    }

    public ReplyWriter Raw(byte[] octets, int answers)
    {
        _octets.AddRange(octets);
        _counts[0] = answers;
        return this;
    }

    public ReplyWriter Truncated()
    {
        _octets[2] |= 2;
        return this;
    }

    public byte[] ToArray()
    {
        for (var section = 0; section < 3; section++)
        {
            _octets[6 + (2 * section)] = (byte)(_counts[section] >> 8);
            _octets[7 + (2 * section)] = (byte)_counts[section];
        }

        return [.. _octets];
    }

    public static byte[] Wire(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length)), 0];
}
