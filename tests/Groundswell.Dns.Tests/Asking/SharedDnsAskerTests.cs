using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Tests.Network;
using Groundswell.Dns.Tests.Wire;
using Groundswell.Dns.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Dns.Tests.Asking;

public sealed class SharedDnsAskerTests
{
    private static readonly DomainName Name = DomainName.Parse("www.example.org");
    private static readonly ResourceRecord Address = new() { Name = Name, Type = RecordType.A, Ttl = 60, Content = new RecordContent.Address(IPAddress.Parse("192.0.2.1")) };

    [Fact]
    public async Task Each_question_gets_its_own_answer()
    {
        await using var server = new LoopbackServer((q, _) => [Gens.Written(LoopbackServer.Respond(q, Address with { Name = q.Questions[0].Name }))]);
        await using var asker = new SharedDnsAsker(TimeProvider.System, new SharedDnsAskerOptions { Timeout = TimeSpan.FromSeconds(10), Query = new() { MixCase = true } });
        var to = server.EndPoint.Serialize();

        // As many at a time as the loopback's buffer holds.
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
            {
                var name = Name.Prepend([(byte)('a' + (i % 26)), (byte)('a' + (i / 26))])!;
                var buffer = new byte[512];
                var outcome = await asker.AskAsync(to, name, RecordType.A, buffer, TestContext.Current.CancellationToken);

                Assert.Equal(ProbeOutcome.Answered, outcome.Outcome);
                Assert.True(DnsMessage.TryRead(buffer.AsSpan(0, outcome.Length), out var message, out _));
                Assert.Equal(name, message.Answers[0].Name);
            }));
        }

        Assert.Equal(0, asker.Outstanding);
    }

    [Fact]
    public async Task An_answer_of_another_host_does_not_count()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var asked = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        asked.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var asker = new SharedDnsAsker(TimeProvider.System, new SharedDnsAskerOptions { Timeout = TimeSpan.FromSeconds(10) });
        var buffer = new byte[512];
        var outcome = asker.AskAsync(((IPEndPoint)asked.LocalEndPoint!).Serialize(), Name, RecordType.A, buffer, TestContext.Current.CancellationToken);

        var query = new byte[512];
        var received = await asked.ReceiveFromAsync(query, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), TestContext.Current.CancellationToken);
        Assert.True(DnsMessage.TryRead(query.AsSpan(0, received.ReceivedBytes), out var question, out _));
        await other.SendToAsync(Gens.Written(LoopbackServer.Respond(question, Address)), received.RemoteEndPoint, TestContext.Current.CancellationToken);
        await asked.SendToAsync(Gens.Written(LoopbackServer.Respond(question)), received.RemoteEndPoint, TestContext.Current.CancellationToken);

        var answer = await outcome;
        Assert.True(DnsMessage.TryRead(buffer.AsSpan(0, answer.Length), out var message, out _));
        Assert.Empty(message.Answers);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_that_was_given()
    {
        await using var server = new LoopbackServer((_, _) => []);
        var time = new FakeTimeProvider();
        await using var asker = new SharedDnsAsker(time, new SharedDnsAskerOptions { Timeout = TimeSpan.FromSeconds(2), Sockets = 1 });
        var outcome = asker.AskAsync(server.EndPoint.Serialize(), Name, RecordType.A, default, TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(outcome.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(ProbeOutcome.TimedOut, (await outcome).Outcome);
        Assert.Equal(0, asker.Outstanding);
    }

    [Fact]
    public async Task More_questions_than_may_wait_come_back_at_once()
    {
        await using var server = new LoopbackServer((_, _) => []);
        var asker = new SharedDnsAsker(new FakeTimeProvider(), new SharedDnsAskerOptions { Sockets = 1, MostOutstanding = 1 });
        var first = asker.AskAsync(server.EndPoint.Serialize(), Name, RecordType.A, default, TestContext.Current.CancellationToken);

        Assert.Equal(ProbeOutcome.Overloaded, (await asker.AskAsync(server.EndPoint.Serialize(), Name, RecordType.A, default, TestContext.Current.CancellationToken)).Outcome);
        await asker.DisposeAsync();
        Assert.Equal(ProbeOutcome.TimedOut, (await first).Outcome);
    }
}
