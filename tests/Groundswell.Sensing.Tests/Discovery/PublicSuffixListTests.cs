using CsCheck;
using Groundswell.Sensing.Discovery.Suffixes;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class PublicSuffixListTests
{
    // From the checks that the list's publisher gives (https://github.com/publicsuffix/list/blob/main/tests/test_psl.txt, public domain).
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("b.example.com", "example.com")]
    [InlineData("com", null)]
    [InlineData("uk.com.example.example", "example.example")]
    [InlineData("www.test.k12.ak.us", "test.k12.ak.us")]
    [InlineData("k12.ak.us", null)]
    [InlineData("a.b.test.co.jp", "test.co.jp")]
    [InlineData("c.kobe.jp", null)]
    [InlineData("b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("a.b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("www.city.kobe.jp", "city.kobe.jp")]
    [InlineData("ck", null)]
    [InlineData("test.ck", null)]
    [InlineData("b.test.ck", "b.test.ck")]
    [InlineData("www.www.ck", "www.ck")]
    [InlineData("shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn")]
    public void The_registered_part_is_found_by_the_list(string host, string? expected) =>
        Assert.Equal(expected, PublicSuffixList.Shipped.RegistrableDomain(host));

    [Fact]
    public void Suppliers_shared_suffixes_are_not_taken_for_registries() =>
        Assert.Equal("amazonaws.com", PublicSuffixList.Shipped.RegistrableDomain("x.elb.us-east-1.amazonaws.com"));

    [Fact]
    public void The_brand_is_the_label_before_the_suffix() => Assert.Equal("bbc", PublicSuffixList.Shipped.Brand("www.bbc.co.uk"));

    [Fact]
    public void Any_text_has_an_answer_that_is_its_own_end() => Gen.String[Gen.Char["ab.-*!"], 0, 30].Sample(text =>
    {
        var found = PublicSuffixList.Shipped.RegistrableDomain(text);
        Assert.True(found is null || text.EndsWith(found, StringComparison.Ordinal));
    });
}
