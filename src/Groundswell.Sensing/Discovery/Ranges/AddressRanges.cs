using System.Net;
using System.Net.Sockets;

namespace Groundswell.Sensing.Discovery.Ranges;

/// <summary>All published address lists together. Immutable.</summary>
public sealed class AddressRanges
{
    private const int LongestV4 = 32;
    private const int LongestV6 = 128;

    // By length of the prefix and its first address: a look-up is one probe a length that occurs.
    private readonly Dictionary<(int Length, IPAddress Start), List<AddressRange>> _blocks = [];
    private readonly int[] _lengthsV4;
    private readonly int[] _lengthsV6;

    public AddressRanges(IEnumerable<AddressRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        foreach (var range in ranges)
        {
            var key = (range.Network.PrefixLength, range.Network.BaseAddress);
            if (!_blocks.TryGetValue(key, out var at))
            {
                _blocks[key] = at = [];
            }

            at.Add(range);
        }

        _lengthsV4 = Lengths(AddressFamily.InterNetwork);
        _lengthsV6 = Lengths(AddressFamily.InterNetworkV6);
    }

    public static AddressRanges None { get; } = new([]);

    /// <summary>Every range that holds the address, the smallest block first.</summary>
    public IEnumerable<AddressRange> Find(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var lengths = plain.AddressFamily == AddressFamily.InterNetwork ? _lengthsV4 : _lengthsV6;
        foreach (var length in lengths)
        {
            if (_blocks.TryGetValue((length, Start(plain, length)), out var found))
            {
                foreach (var range in found)
                {
                    yield return range;
                }
            }
        }
    }

    private int[] Lengths(AddressFamily family) =>
        [.. _blocks.Keys.Where(k => k.Start.AddressFamily == family).Select(k => k.Length).Distinct().OrderDescending()];

    private static IPAddress Start(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        var whole = bytes.Length == 4 ? LongestV4 : LongestV6;
        for (var bit = length; bit < whole; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
