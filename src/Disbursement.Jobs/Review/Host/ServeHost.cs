using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Review.Shell;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog;

namespace Disbursement.Jobs.Review.Host;

/// <summary>
/// The service: scheduler, console, health checks and metrics in one host. It checks folders, database and keys before it listens, and
/// stops within a set time.
/// </summary>
internal sealed class ServeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceLock? _held;
    private readonly ILogger _log;

    private ServeHost(WebApplication app, ServiceLock? held, ILogger log)
    {
        _app = app;
        _held = held;
        _log = log;
    }

    /// <summary>Where it listens, once it is started.</summary>
    public IEnumerable<string> Addresses => _app.Urls;

    /// <exception cref="RunRefusal">Another service runs on the data folder, the key ring is missing, or an address cannot be listened
    /// to.</exception>
    /// <exception cref="Store.Connections.StoreRefusal">The database cannot be used.</exception>
    public static ServeHost Build(ServeOrder order)
    {
        foreach (string url in order.Urls.Split(';'))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp
                && address.Scheme != Uri.UriSchemeHttps || address.AbsolutePath != "/")
                throw new RunRefusal($"--urls '{url}' is not an address such as http://127.0.0.1:5080.");
            if (address.Scheme == Uri.UriSchemeHttps && order.Certificate is null)
                throw new RunRefusal(
                    $"--urls '{url}' needs a certificate: name a PKCS #12 file in the configuration (Tls:Certificate, Tls:Password).");
        }

        ServiceLock? held = ServiceLock.Take(order.Work.Data, order.Work.Database);
        try
        {
            foreach (string problem in order.Work.Problems(order.Work.Open("")))
                order.Work.Log.Warning("{Problem}", problem);
            return new ServeHost(Compose(order), held, order.Work.Log);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Runs until a signal or the token stops it.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Start(stop).ConfigureAwait(false);
        _log.Information("Listening on {Addresses}", string.Join(' ', Addresses));
        await _app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        _log.Information("Stopped");
    }

    /// <exception cref="RunRefusal">An address is taken.</exception>
    public async Task Start(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new RunRefusal($"{exception.Message} Choose another address with --urls.", exception);
        }
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _held?.Dispose();
    }

    private static WebApplication Compose(ServeOrder order)
    {
        // An empty builder reads no configuration of ASP.NET: the service listens on --urls alone.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "disburse",
            ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(order.Urls.Split(';')).UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (order.Certificate is { } certificate)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Open(certificate, order.CertificatePassword));
        });
        builder.Services.AddSerilog(order.Work.Log);
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ServeOrder.StopsWithin);
        builder.Services.AddSchedules(order.Work);
        if (order.Work.Notices.Channels.Count > 0)
            builder.Services.AddHostedService(services => Sender(order.Work, services.GetRequiredService<IMeterFactory>()));
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<KeyRingCheck>("keys").AddCheck<RoomCheck>("disk");
        builder.Services.AddSingleton<WatchWaiting>();
        builder.Services.AddConsole(order);
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(Measures.Name, "System.Runtime").AddPrometheusExporter());
        if (order.TraceTo is not null)
            telemetry.WithTracing(traces => traces.AddSource(Measures.Name, SchedulingRegistration.ActivitySource)
                .AddOtlpExporter(exporter => exporter.Endpoint = order.TraceTo));

        WebApplication app = builder.Build();
        _ = app.Services.GetRequiredService<WatchWaiting>();
        app.MapConsole();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write,
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable } }).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        return app;
    }

    private static SendNotices Sender(ScheduledWork work, IMeterFactory meters) =>
        new(new Outbox(work.Data, work.Clock), NoticeChannels.Of(work.Notices, work.Clock), work.Clock, work.Log, meters);

    private static X509Certificate2 Open(string file, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, password);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new RunRefusal($"The certificate {file} (Tls:Certificate) cannot be opened: {exception.Message}", exception);
        }
    }

    private static Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        byte[] json = JsonBytes.Of(new { Status = report.Status.ToString(), Checks = report.Entries.Select(
            entry => new { Name = entry.Key, Status = entry.Value.Status.ToString(), entry.Value.Description }) });
        return context.Response.Body.WriteAsync(json).AsTask();
    }
}
