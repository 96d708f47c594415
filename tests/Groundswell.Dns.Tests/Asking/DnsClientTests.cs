using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Tests.Network;
using Groundswell.Dns.Tests.Wire;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Asking;

public sealed class DnsClientTests
{
    private static readonly DomainName Name = DomainName.Parse("www.example.org");
    private static readonly ResourceRecord Address = new() { Name = Name, Type = RecordType.A, Ttl = 60, Content = new RecordContent.Address(IPAddress.Parse("192.0.2.1")) };
    private static readonly DnsQueryOptions Quick = new() { Timeout = TimeSpan.FromMilliseconds(100), Tries = 2 };
    private static readonly DnsQueryOptions Patient = new() { Timeout = TimeSpan.FromSeconds(10), Tries = 1 };

    private readonly DnsClient _client = new(TimeProvider.System);

    [Fact]
    public async Task An_answer_is_read()
    {
        await using var server = new LoopbackServer((q, _) => [Gens.Written(LoopbackServer.Respond(q, Address))]);

        var answered = Assert.IsType<DnsResult.Answered>(await AskAsync(server.EndPoint, Patient));

        Assert.Equal(Address, Assert.Single(answered.Message.Answers));
        Assert.Equal(DnsTransport.Udp, answered.Transport);
    }

    [Fact]
    public async Task Answers_to_other_questions_are_passed_over()
    {
        await using var server = new LoopbackServer((q, _) =>
        [
            Gens.Written(LoopbackServer.Respond(q with { Id = (ushort)(q.Id + 1) }, Address)),
            Gens.Written(LoopbackServer.Respond(q with { Questions = [new DnsQuestion(DomainName.Parse("www.example.net"), RecordType.A)] }, Address)),
            Gens.Written(LoopbackServer.Respond(q, Address) with { Flags = MessageBits.None }),
            Gens.Written(LoopbackServer.Respond(q)),
        ]);

        var answered = Assert.IsType<DnsResult.Answered>(await AskAsync(server.EndPoint, Patient));

        Assert.Empty(answered.Message.Answers);
    }

    [Fact]
    public async Task A_name_that_comes_back_in_another_case_is_taken_for_forged_if_its_case_was_mixed()
    {
        await using var server = new LoopbackServer((q, _) => [Gens.Written(LoopbackServer.Respond(q with { Questions = [q.Questions[0] with { Name = Swapped(q.Questions[0].Name) }] }))]);

        Assert.IsType<DnsResult.Malformed>(await AskAsync(server.EndPoint, Quick with { MixCase = true }));
        Assert.IsType<DnsResult.Answered>(await AskAsync(server.EndPoint, Patient));
    }

    [Fact]
    public async Task A_silent_server_is_asked_as_often_as_was_said()
    {
        await using var server = new LoopbackServer((_, _) => []);

        Assert.IsType<DnsResult.TimedOut>(await AskAsync(server.EndPoint, Quick with { Tries = 3 }));
        Assert.Equal(3, server.Asked);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_refuses()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var nobody = (IPEndPoint)taken.LocalEndPoint!;
        taken.Close();

        Assert.IsType<DnsResult.Refused>(await AskAsync(nobody, Patient));
        Assert.IsType<DnsResult.Refused>(await AskAsync(nobody, Patient with { Tcp = true }));
    }

    [Fact]
    public async Task A_truncated_answer_is_fetched_by_tcp()
    {
        await using var server = new LoopbackServer((q, tcp) => [Gens.Written(tcp ? LoopbackServer.Respond(q, Address) : Cut(q))]);

        var answered = Assert.IsType<DnsResult.Answered>(await AskAsync(server.EndPoint, Patient));

        Assert.Equal(DnsTransport.Tcp, answered.Transport);
        Assert.Single(answered.Message.Answers);
    }

    [Fact]
    public async Task A_truncated_answer_whose_whole_cannot_be_had_says_so()
    {
        await using var server = new LoopbackServer((q, tcp) => tcp ? [] : [Gens.Written(Cut(q))]);

        var answered = Assert.IsType<DnsResult.Answered>(await AskAsync(server.EndPoint, Patient));

        Assert.True(answered.Message.IsTruncated);
        Assert.IsType<DnsResult.Malformed>(answered.TcpFault);
    }

    [Fact]
    public async Task Octets_that_are_no_answer_are_told_from_silence()
    {
        await using var server = new LoopbackServer((q, _) => [Gens.Written(LoopbackServer.Respond(q, Address))[..^1]]);

        Assert.IsType<DnsResult.Malformed>(await AskAsync(server.EndPoint, Quick));
    }

    [Fact]
    public async Task A_resolver_that_fails_is_passed_over()
    {
        await using var failing = new LoopbackServer((q, _) => [Gens.Written(LoopbackServer.Respond(q) with { Code = ResponseCode.ServFail })]);
        await using var working = new LoopbackServer((q, _) => [Gens.Written(LoopbackServer.Respond(q, Address))]);
        var resolver = new StubResolver(_client, [failing.EndPoint, working.EndPoint]);

        var lookup = await resolver.ResolveAsync(Name, RecordType.A, TestContext.Current.CancellationToken);

        Assert.Equal(LookupOutcome.Found, lookup.Outcome);
        Assert.Equal(working.EndPoint, lookup.Resolver);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), Assert.Single(lookup.Addresses));
    }

    private static DnsMessage Cut(DnsMessage question) => LoopbackServer.Respond(question) with { Flags = MessageBits.Response | MessageBits.Truncated };

    private static DomainName Swapped(DomainName name)
    {
        var text = name.ToString();
        return DomainName.Parse(text.Any(char.IsUpper) ? text.ToLowerInvariant() : text.ToUpperInvariant());
    }

    private Task<DnsResult> AskAsync(IPEndPoint server, DnsQueryOptions options) => _client.QueryAsync(server, Name, RecordType.A, options, TestContext.Current.CancellationToken);
}
