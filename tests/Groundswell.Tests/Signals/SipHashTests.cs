using Groundswell.Signals;

namespace Groundswell.Tests.Signals;

public sealed class SipHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    // Vectors of the reference implementation: input 00, 01, 02, … of the length given; the one of 15 bytes is in the paper's appendix.
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void It_gives_the_values_of_the_reference(int length, ulong expected)
    {
        byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];

        Assert.Equal(expected, SipHash.Compute(Key, input));
    }

    [Fact]
    public void Another_key_gives_another_hash()
    {
        byte[] other = [.. Key];
        other[9] ^= 1;

        Assert.NotEqual(SipHash.Compute(Key, "somebody"u8), SipHash.Compute(other, "somebody"u8));
    }
}
