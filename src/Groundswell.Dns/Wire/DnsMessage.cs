namespace Groundswell.Dns.Wire;

/// <summary>A whole message as objects.</summary>
public sealed partial record DnsMessage
{
    /// <summary>The largest that TCP's length allows.</summary>
    public const int MaxLength = ushort.MaxValue;

    /// <summary>More records are not looked at: the answer is then <c>malformed</c>. Honest answers have a hundred at the very most.</summary>
    public const int MostRecords = 2_000;

    public ushort Id { get; init; }

    public MessageBits Flags { get; init; }

    public int OpCode { get; init; }

    /// <summary>With the bits that EDNS adds.</summary>
    public ResponseCode Code { get; init; }

    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    public IReadOnlyList<ResourceRecord> Answers { get; init; } = [];

    public IReadOnlyList<ResourceRecord> Authorities { get; init; } = [];

    /// <summary>Without OPT, which is <see cref="Edns"/>.</summary>
    public IReadOnlyList<ResourceRecord> Additionals { get; init; } = [];

    public Edns? Edns { get; init; }

    public bool IsResponse => Flags.HasFlag(MessageBits.Response);

    public bool IsAuthoritative => Flags.HasFlag(MessageBits.Authoritative);

    public bool IsTruncated => Flags.HasFlag(MessageBits.Truncated);

    /// <summary>The server's own reasons, if it gave any.</summary>
    public IEnumerable<ExtendedError> Errors => Edns?.Errors ?? [];

    /// <summary>Records of one name and type in the answer.</summary>
    public IEnumerable<ResourceRecord> AnswersFor(DomainName name, RecordType type) => Answers.Where(r => r.Type == type && r.Name == name);
}
