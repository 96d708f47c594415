using System.Text;
using System.Text.Json;
using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Server.Ingest;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Tests.Ingest;

public sealed class ReportReaderTests
{
    private static readonly DateTimeOffset Now = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_whole_report_is_read()
    {
        var (report, errors) = await ReadAsync("""
            {"service":"acme-mail","symptom":"login","region":"US-CA","event_time":"2025-10-20T11:58:30Z","comment":" cannot\u0007 log in ","idempotency_key":"k1"}
            """);

        Assert.Empty(errors);
        Assert.Equal(RegionId.Parse("US-CA"), report.Region);
        Assert.Equal(new DateTimeOffset(2025, 10, 20, 11, 58, 30, TimeSpan.Zero).ToUnixTimeMilliseconds(), report.EventTime);
        Assert.Equal("cannot log in", report.Comment);
        Assert.True(report.RetryKey.IsGiven);
        Assert.NotEqual(0, report.Service);
        Assert.NotEqual(0, report.Symptom);
    }

    [Theory]
    [InlineData("2025-10-20T11:58:30Z")]
    [InlineData("2025-10-20t11:58:30.000z")]
    [InlineData("2025-10-20T13:58:30+0200")]
    [InlineData("2025-10-20 11:58:30,0Z")]
    public async Task The_time_of_a_report_is_taken_as_the_standard_lets_it_be_written(string time)
    {
        var (report, errors) = await ReadAsync($$"""{"service":"acme-mail","symptom":"login","event_time":"{{time}}"}""");

        Assert.Empty(errors);
        Assert.Equal(new DateTimeOffset(2025, 10, 20, 11, 58, 30, TimeSpan.Zero).ToUnixTimeMilliseconds(), report.EventTime);
    }

    [Theory]
    [InlineData("""{"symptom":"login"}""", "service", "Missing")]
    [InlineData("""{"service":"acme-mail"}""", "symptom", "Missing")]
    [InlineData("""{"service":"nobody","symptom":"login"}""", "service", "'nobody'")]
    [InlineData("""{"service":"acme-mail","symptom":"payment"}""", "symptom", "it has")]
    [InlineData("""{"service":"acme-mail","symptom":"login","region":"gb"}""", "region", "ISO 3166")]
    [InlineData("""{"service":"acme-mail","symptom":"login","region":7}""", "region", "text")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":"yesterday"}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":"2025-10-20T11:59:00"}""", "event_time", "no zone")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":"2025-10-20"}""", "event_time", "no zone")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":"20/10/2025 11:59"}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":{"at":"2025-10-20T11:59:00Z"}}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":"2025-10-20T12:06:00Z"}""", "event_time", "future")]
    [InlineData("""{"service":"acme-mail","symptom":"login","event_time":"2025-10-19T11:59:00Z"}""", "event_time", "24 hours")]
    [InlineData("""{"service":"acme-mail","symptom":"login","idempotency_key":""}""", "idempotency_key", "1 to")]
    [InlineData("""{"service":"acme-mail","symptom":"login","reporter":"u1"}""", "reporter", "token")]
    [InlineData("""{"service":"acme-mail","symptom":"login","regoin":"GB"}""", "regoin", "Not a field")]
    [InlineData("""{"service":"acme-mail","symptom":"login"} x""", "", "JSON")]
    [InlineData("""["acme-mail"]""", "", "object")]
    [InlineData("""{"service":""", "", "JSON")]
    [InlineData("", "", "JSON")]
    public async Task A_fault_names_its_field_and_its_reason(string json, string field, string reason)
    {
        var (_, errors) = await ReadAsync(json);

        var error = Assert.Single(errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var (_, errors) = await ReadAsync("""{"service":"nobody","region":"xx","event_time":5}""");

        Assert.Equal(["event_time", "region", "service", "symptom"], errors.Select(e => e.Field).Order());
    }

    [Fact]
    public async Task A_comment_of_500_characters_is_taken_and_one_of_501_is_not()
    {
        var (_, taken) = await ReadAsync(WithComment(string.Concat(Enumerable.Repeat("😀", 500))));
        var (_, refused) = await ReadAsync(WithComment(new string('x', 501)));

        Assert.Empty(taken);
        Assert.Equal("comment", Assert.Single(refused).Field);
    }

    [Fact]
    public async Task A_clock_slightly_ahead_is_taken_as_of_its_arrival()
    {
        var (report, errors) = await ReadAsync("""{"service":"acme-mail","symptom":"login","event_time":"2025-10-20T12:04:00Z"}""");

        Assert.Empty(errors);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), report.EventTime);
    }

    [Fact]
    public async Task No_bytes_whatever_make_it_throw()
    {
        var reader = await MakeReaderAsync();
        Gen.OneOf(
            Gen.Byte.Array[0, 80],
            Gen.String[Gen.Char["{}[]\":,\\u012servicympto null"], 0, 80].Select(Encoding.UTF8.GetBytes)).Sample(bytes =>
            {
                var report = default(Report);
                Assert.Equal(reader.TryRead(bytes, ref report), reader.Errors.Count == 0);
            }, threads: 1);
    }

    private static string WithComment(string comment) =>
        $$"""{"service":"acme-mail","symptom":"login","comment":{{JsonSerializer.Serialize(comment)}}}""";

    private static async Task<(Report Report, IReadOnlyList<FieldError> Errors)> ReadAsync(string json)
    {
        var reader = await MakeReaderAsync();
        var report = default(Report);
        reader.TryRead(Encoding.UTF8.GetBytes(json.Trim()), ref report);
        return (report, reader.Errors);
    }

    private static async Task<ReportReader> MakeReaderAsync()
    {
        var service = new Service { Id = ServiceId.Parse("acme-mail"), Name = "Acme Mail", Category = "mail", Symptoms = [SymptomId.Parse("login"), SymptomId.Parse("app")] };
        var catalogue = await IntakeCatalogue.BuildAsync(new ServiceCatalogue([service], [], [], [], []), new CountingNames(), TestContext.Current.CancellationToken);
        var key = new ReporterKey(DateOnly.FromDateTime(Now.UtcDateTime), new byte[ReporterKey.SecretLength]);
        return new ReportReader(catalogue, new ReportSender { ArrivalTime = Now.ToUnixTimeMilliseconds(), Source = ReportSource.Api, Reporter = new ReporterId(5), Key = key });
    }

    private sealed class CountingNames : INames
    {
        private int _last;

        public ValueTask<IReadOnlyList<int>> NumberAsync(NameKind kind, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<int>>([.. names.Select(_ => ++_last)]);
    }
}
