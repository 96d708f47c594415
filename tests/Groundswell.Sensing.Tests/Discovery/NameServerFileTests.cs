using Groundswell.Sensing.Discovery.Offline;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class NameServerFileTests
{
    [Fact]
    public void Columns_are_found_by_name_and_empty_fields_are_unknown()
    {
        var pair = Assert.Single(NameServerFile.Read(new StringReader("name-server,site,server-rname,server-mname\nNS1.Example.NET.,Example.com,host.example.net,ns1.example.net\n")));

        Assert.Equal(new NameServerPair("example.com", "ns1.example.net", null, ("ns1.example.net", "host.example.net")), pair);
    }

    [Theory]
    [InlineData("", "line 1: the header must name 'site' and 'name-server'; 'site' is missing.")]
    [InlineData("site,server", "line 1: the header must name 'site' and 'name-server'; 'name-server' is missing.")]
    [InlineData("site,name-server,colour", "line 1: 'colour' is not a column known here. Known: site, name-server, site-mname, site-rname, server-mname, server-rname.")]
    [InlineData("site,name-server\nexample.com", "line 2: 'name-server' must be a domain name, not ''.")]
    [InlineData("site,name-server\nexample com,x.net", "line 2: 'site' must be a domain name, not 'example com'.")]
    public void What_is_wrong_is_said_with_its_line(string text, string reason) =>
        Assert.Equal(reason, Assert.Throws<InvalidDataException>(() => NameServerFile.Read(new StringReader(text))).Message);
}
