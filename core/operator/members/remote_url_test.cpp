#include "core/operator/members/remote_url.h"

#include <doctest/doctest.h>

namespace vmcp::op {

TEST_CASE("a remote URL may not lead back into the machine, its network or the cluster") {
  struct Case {
    const char* url;
    bool allowed;
    bool allowed_as_private;
  };
  const Case cases[] = {
      {"https://mcp.acme.test/mcp?x=1#y", true, true},
      {"http://tools.other.svc:8080", true, true},
      {"http://[2001:db8::1]/sse", true, true},
      {"ftp://acme.test", false, false},
      {"https://", false, false},
      {"https://acme.test/%zz", false, false},
      {"http://localhost:8080", false, false},
      {"http://api.LOCALHOST", false, false},
      {"http://127.8.0.1", false, false},
      {"http://[::ffff:127.0.0.1]/", false, false},
      {"http://169.254.169.254/latest", false, false},
      {"http://[fe80::1]", false, false},
      {"https://kubernetes.default.svc.cluster.local", false, false},
      {"https://metadata.google.internal", false, false},
      {"http://10.1.2.3", false, true},
      {"http://172.31.0.1", false, true},
      {"http://172.32.0.1", true, true},
      {"https://[fd00::17]:9443/sse", false, true},
      {"http://tools.other.svc.cluster.local", false, true},
      {"http://notcluster.local", true, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.url);
    CHECK(!remote_url_fault(c.url, false) == c.allowed);
    CHECK(!remote_url_fault(c.url, true) == c.allowed_as_private);
  }
}

}  // namespace vmcp::op
