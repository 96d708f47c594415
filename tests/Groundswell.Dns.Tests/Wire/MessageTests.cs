using CsCheck;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Wire;

public sealed class MessageTests
{
    private static readonly DomainName Long = DomainName.Parse("a-rather-long-label.example.org");

    [Fact]
    public void A_message_that_is_written_is_read_as_the_same() => Gens.Message.Sample(message =>
    {
        var written = Gens.Written(message);

        Assert.True(DnsMessage.TryRead(written, out var read, out var reason), reason);
        Assert.Equal((message.Id, message.Flags, message.Code), (read.Id, read.Flags, read.Code));
        Assert.Equal(message.Questions, read.Questions);
        Assert.Equal(message.Edns?.Options.Count, read.Edns?.Options.Count);
        Assert.Equal(Told(message.Answers), Told(read.Answers));
        Assert.Equal(Told(message.Authorities), Told(read.Authorities));
        Assert.Equal(Told(message.Additionals), Told(read.Additionals));
        Assert.Equal(written, Gens.Written(read));
    });

    [Fact]
    public void Any_octets_are_read_or_refused_with_a_reason() => Gen.Byte.Array[0, 600].Sample(ReadOrRefused, iter: 20_000);

    [Fact]
    public void A_damaged_message_is_read_or_refused_with_a_reason() => Gen.Select(Gens.Message, Gen.Select(Gen.Int[0, 4_000], Gen.Byte).Array[1, 6], Gen.Int[0, 4_000]).Sample((message, flips, cut) =>
    {
        var octets = Gens.Written(message);
        foreach (var (at, octet) in flips)
        {
            octets[at % octets.Length] = octet;
        }

        ReadOrRefused(octets);
        ReadOrRefused(octets[..(cut % octets.Length)]);
    });

    [Fact]
    public void A_name_that_comes_again_is_pointed_at()
    {
        var one = Gens.Written(Answering(1)).Length;
        var two = Gens.Written(Answering(2)).Length;

        Assert.Equal(2 + 10 + 4, two - one);
    }

    [Fact]
    public void What_does_not_fit_is_not_written()
    {
        var whole = Gens.Written(Answering(3));

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.False(Answering(3).TryWrite(new byte[length], out _)));
    }

    [Fact]
    public void A_pointer_forward_or_to_itself_is_refused()
    {
        byte[] header = [0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0];

        Assert.False(DnsMessage.TryRead([.. header, 0xC0, 12, 0, 1, 0, 1], out _, out _));
        Assert.False(DnsMessage.TryRead([.. header, 0xC0, 18, 0, 1, 0, 1, 1, (byte)'a', 0], out _, out _));
        Assert.False(DnsMessage.TryRead([.. header, 1, (byte)'a', 0xC0, 12, 0, 1, 0, 1], out _, out _));
    }

    [Fact]
    public void A_truncated_message_keeps_the_records_before_its_end()
    {
        var whole = Gens.Written(Answering(3) with { Flags = MessageBits.Response | MessageBits.Truncated });

        Assert.True(DnsMessage.TryRead(whole.AsSpan(0, whole.Length - 1), out var message, out _));
        Assert.Equal(2, message.Answers.Count);
    }

    [Fact]
    public void A_message_that_announces_too_many_records_is_refused_at_once()
    {
        byte[] header = [0, 1, 0x80, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

        Assert.False(DnsMessage.TryRead(header, out _, out var reason));
        Assert.Contains("2000", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reasons_that_a_server_gives_are_read_without_control_characters()
    {
        var edns = new Edns { UdpSize = 1232, Options = [new EdnsOption(EdnsOption.ExtendedError, new byte[] { 0, 7, (byte)'o', 27, (byte)'d' })] };

        Assert.Equal(new ExtendedError(7, "o d"), Assert.Single(edns.Errors));
    }

    [Fact]
    public void Looking_at_a_message_allocates_nothing()
    {
        var octets = Gens.Written(Answering(4) with { Flags = MessageBits.Response });
        _ = Count(octets);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = Count(octets);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(4, found);
        Assert.Equal(0, allocated);
    }

    private static int Count(ReadOnlySpan<byte> octets)
    {
        var found = 0;
        if (MessageView.TryOpen(octets, out var view) && view.Repeats(Long.Wire, RecordType.A, sameCase: true) && view.TryReadRecords(out var records))
        {
            while (records.MoveNext())
            {
                found += records.Current.Type == RecordType.A && view.ContentOf(records.Current).Length == 4 ? 1 : 0;
            }
        }

        return found;
    }

    private static DnsMessage Answering(int records) => new()
    {
        Questions = [new DnsQuestion(Long, RecordType.A)],
        Answers = [.. Enumerable.Range(1, records).Select(i => new ResourceRecord { Name = Long, Type = RecordType.A, Ttl = 60, Content = new RecordContent.Address(new([192, 0, 2, (byte)i])) })],
    };

    private static IEnumerable<string> Told(IReadOnlyList<ResourceRecord> records) =>
        records.Select(r => $"{r.Name} {r.Ttl} {r.Type} {Convert.ToHexString(r.Content.ToCanonical())} {r.Content.ToText()}");

    private static void ReadOrRefused(byte[] octets)
    {
        if (DnsMessage.TryRead(octets, out var message, out var reason))
        {
            Assert.All(message.Answers.Concat(message.Authorities).Concat(message.Additionals), r => Assert.NotEmpty(r.ToString()));
        }
        else
        {
            Assert.NotEmpty(reason);
        }
    }
}
