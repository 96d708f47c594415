using CsCheck;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Wire;

public sealed class DomainNameTests
{
    [Fact]
    public void A_name_is_read_back_from_its_text() => Gens.Name.Sample(name =>
    {
        var read = DomainName.Parse(name.ToString());

        Assert.Equal(name.Wire, read.Wire);
        Assert.Equal(name.LabelCount, read.LabelCount);
    });

    [Fact]
    public void Any_text_is_read_or_refused_with_a_reason() => Gen.String.Sample(text =>
    {
        if (DomainName.TryRead(text, out var name, out var reason))
        {
            Assert.InRange(name.Wire.Length, 1, DomainName.MaxLength);
        }
        else
        {
            Assert.NotEmpty(reason);
        }
    });

    [Fact]
    public void Any_octets_are_taken_as_a_name_only_if_they_are_one() => Gen.Byte.Array[0, 300].Sample(octets =>
    {
        if (DomainName.TryFromWire(octets, out var name))
        {
            Assert.Equal(octets, name.Wire.ToArray());
        }
    });

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a..b", "a label is empty")]
    [InlineData(".a", "a label is empty")]
    [InlineData("bücher.example", "xn--")]
    [InlineData(@"a\25", "backslash")]
    [InlineData(@"a\256", "backslash")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org", "longer than 63")]
    public void A_text_that_is_no_name_is_refused_for_its_reason(string text, string part)
    {
        Assert.False(DomainName.TryRead(text, out _, out var reason));
        Assert.Contains(part, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_takes_255_octets_and_no_more()
    {
        var longest = string.Join('.', Enumerable.Repeat("a", DomainName.MaxLabels));

        Assert.Equal(DomainName.MaxLength, DomainName.Parse(longest).Wire.Length);
        Assert.False(DomainName.TryRead("a." + longest, out _, out _));
        Assert.False(DomainName.TryRead("a" + longest, out _, out _));
        Assert.Null(DomainName.Parse(longest).Prepend("a"u8));
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_the_same()
    {
        var (one, other) = (DomainName.Parse("WWW.Example.ORG."), DomainName.Parse("www.example.org"));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal("WWW.Example.ORG", one.ToString());
    }

    [Fact]
    public void Names_order_as_the_standard_lists_them()
    {
        // RFC 4034, section 6.1.
        string[] ordered = ["example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example", @"\001.z.example", "*.z.example", @"\200.z.example"];

        Assert.Equal(ordered, ordered.Reverse().Select(t => DomainName.Parse(t)).Order().Select(n => n.ToString()));
    }

    [Fact]
    public void A_name_lies_within_its_ancestors_only() => Gen.Select(Gens.Name, Gens.Name).Sample((one, other) =>
    {
        Assert.True(one.IsWithin(one.Parent));
        Assert.Equal(one.IsWithin(other), one.CommonLabels(other) == other.LabelCount);
        Assert.Equal(0, one.CompareTo(one.ToLower()));
    });

    [Fact]
    public void A_name_can_be_moved_below_another() =>
        Assert.Equal("a.b.example.net", DomainName.Parse("a.b.example.org").Rebased(DomainName.Parse("example.org"), DomainName.Parse("example.net"))?.ToString());
}
