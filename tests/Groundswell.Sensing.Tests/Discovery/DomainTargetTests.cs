using Groundswell.Sensing.Discovery.Observing;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class DomainTargetTests
{
    [Theory]
    [InlineData("Example.COM", "example.com", 443)]
    [InlineData("example.com.", "example.com", 443)]
    [InlineData("https://www.example.com/a?b#c", "www.example.com", 443)]
    [InlineData("intern.example:8443", "intern.example", 8443)]
    [InlineData("bücher.example", "xn--bcher-kva.example", 443)]
    [InlineData("localhost", "localhost", 443)]
    public void A_domain_is_taken_as_people_write_it(string text, string domain, int port)
    {
        Assert.True(DomainTarget.TryParse(text, out var target));
        Assert.Equal(new DomainTarget(domain, port), target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("example..com")]
    [InlineData("192.0.2.1")]
    [InlineData("example.com:0")]
    [InlineData("example.com:99999")]
    [InlineData("[::1]")]
    [InlineData("https://")]
    public void What_is_no_domain_is_refused(string text) => Assert.False(DomainTarget.TryParse(text, out _));
}
