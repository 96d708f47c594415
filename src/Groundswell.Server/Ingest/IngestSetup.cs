using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Ingest;

/// <summary>Puts intake into a host.</summary>
internal static class IngestSetup
{
    public static IServiceCollection AddIngest(this IServiceCollection services, IngestOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IngestMetrics>()
        .AddSingleton<RegionSource>()
        .AddSingleton<SenderResolver>()
        .AddSingleton<ReportIntake>()
        .AddSingleton<SingleReportEndpoint>()
        .AddSingleton<BatchEndpoint>()
        .AddSingleton<FormEndpoint>();

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        RequestDelegate single = routes.ServiceProvider.GetRequiredService<SingleReportEndpoint>().HandleAsync;
        RequestDelegate batch = routes.ServiceProvider.GetRequiredService<BatchEndpoint>().HandleAsync;
        RequestDelegate form = routes.ServiceProvider.GetRequiredService<FormEndpoint>().HandleAsync;
        routes.MapPost("/api/v1/reports", single);
        routes.MapPost("/api/v1/reports/batch", batch);
        routes.MapPost("/services/{slug}/report", form);
    }
}
