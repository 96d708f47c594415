namespace Groundswell.Catalogue.Probing;

/// <summary>What a probe does and what must hold: a closed set, one for each kind.</summary>
public abstract record ProbeCheck
{
    /// <summary>Octets of a body that are read where nothing else is said.</summary>
    public const int DefaultBodyLimit = 64 * 1024;

    public const int LargestBodyLimit = 1024 * 1024;

    private ProbeCheck()
    {
    }

    /// <summary>The word that the catalogue has for it, such as <c>http</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The name or address that is looked at, without port.</summary>
    public abstract string Host { get; }

    /// <summary>A question to DNS. By default a record of the type must be there.</summary>
    public sealed record Lookup : ProbeCheck
    {
        public override string Kind => "dns";

        public override string Host => Name;

        public required string Name { get; init; }

        /// <summary>Such as <c>A</c>; one of <see cref="RecordTypes"/>.</summary>
        public string Type { get; init; } = "A";

        /// <summary>Whom to ask; null: the vantage's resolvers.</summary>
        public HostPort? Server { get; init; }

        /// <summary>Each record must be one of these or lie within one of these networks; empty: any.</summary>
        public IReadOnlyList<string> Only { get; init; } = [];

        /// <summary>Each of these must be among the records.</summary>
        public IReadOnlyList<string> Includes { get; init; } = [];

        /// <summary>Fewer records than this are a wrong answer.</summary>
        public int AtLeast { get; init; } = 1;

        public int? AtMost { get; init; }

        /// <summary>A record that lives for a shorter time is a collapse.</summary>
        public TimeSpan? TtlAtLeast { get; init; }

        /// <summary>The resolver must say that it validated the answer.</summary>
        public bool Authenticated { get; init; }
    }

    public sealed record Tcp(HostPort Target) : ProbeCheck
    {
        public override string Kind => "tcp";

        public override string Host => Target.Host;
    }

    public sealed record Tls(HostPort Target) : ProbeCheck
    {
        public override string Kind => "tls";

        public override string Host => Target.Host;

        /// <summary>The certificate must be valid for so many days more; null: it need only be valid.</summary>
        public int? CertificateDays { get; init; }
    }

    public sealed record Http(Uri Url) : ProbeCheck
    {
        public override string Kind => "http";

        public override string Host => Url.IdnHost;

        public string Method { get; init; } = "GET";

        public HttpEdition Edition { get; init; } = HttpEdition.Http1;

        /// <summary>Sent with the request.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

        /// <summary>Sent with the request; null: none.</summary>
        public string? Body { get; init; }

        /// <summary>Statuses that are right.</summary>
        public IReadOnlyList<StatusRange> Status { get; init; } = StatusRange.Usual;

        public IReadOnlyList<HeaderCondition> HeaderConditions { get; init; } = [];

        public IReadOnlyList<BodyCondition> BodyConditions { get; init; } = [];

        /// <summary>How many redirects are followed; 0: a redirect is the answer.</summary>
        public int Redirects { get; init; }

        /// <summary>Octets of the body that are read and looked at.</summary>
        public int BodyLimit { get; init; } = DefaultBodyLimit;

        /// <summary>Whether a connection may serve for several runs, for a minute at most.</summary>
        public bool Reuse { get; init; }

        public int? CertificateDays { get; init; }
    }

    /// <summary>An echo request of ICMP.</summary>
    public sealed record Ping : ProbeCheck
    {
        public override string Kind => "icmp";

        public override string Host => Address;

        /// <summary>A name or an address.</summary>
        public required string Address { get; init; }
    }

    public sealed record WebSocket(Uri Url) : ProbeCheck
    {
        public override string Kind => "websocket";

        public override string Host => Url.IdnHost;

        /// <summary>Sent once the connection stands; null: nothing.</summary>
        public string? Message { get; init; }

        /// <summary>What the first message must be like; null: none is awaited.</summary>
        public TextCondition? Reply { get; init; }

        public int? CertificateDays { get; init; }
    }

    /// <summary>The health service of gRPC (grpc.health.v1).</summary>
    public sealed record Grpc(Uri Url) : ProbeCheck
    {
        public override string Kind => "grpc";

        public override string Host => Url.IdnHost;

        /// <summary>Whose health; empty: the server's as a whole.</summary>
        public string Service { get; init; } = "";

        public int? CertificateDays { get; init; }
    }

    /// <summary>The greeting of a mail server.</summary>
    public sealed record Smtp(HostPort Target) : ProbeCheck
    {
        public override string Kind => "smtp";

        public override string Host => Target.Host;

        public SmtpSecurity Security { get; init; }

        public int? CertificateDays { get; init; }
    }
}
