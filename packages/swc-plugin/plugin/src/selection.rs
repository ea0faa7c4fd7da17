use fast_glob::glob_match;

const EXTENSIONS: [&str; 8] = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"];

/// Which files are instrumented. A glob without a slash matches names of files in any directory, and
/// one that names a directory matches what is in it.
#[derive(Default)]
pub struct Selection {
    /// Default: all but what is in node_modules.
    pub include: Option<Vec<String>>,
    pub exclude: Vec<String>,
    /// Default: those of JavaScript and TypeScript.
    pub extensions: Option<Vec<String>>,
    /// What globs are relative to. Default: the host's directory.
    pub cwd: Option<String>,
}

impl Selection {
    pub fn contains(&self, path: &str, cwd: &str) -> bool {
        let path = path.replace('\\', "/");
        let is_wanted = match &self.extensions {
            Some(extensions) => extensions.iter().any(|extension| path.ends_with(extension)),
            None => EXTENSIONS.iter().any(|extension| path.ends_with(extension)),
        };
        if !is_wanted {
            return false;
        }
        let cwd = self.cwd.as_deref().unwrap_or(cwd).replace('\\', "/");
        let name = relative(&cwd, &path);
        if matches(&self.exclude, &name) {
            return false;
        }
        match &self.include {
            Some(globs) => matches(globs, &name),
            None => !name.split('/').any(|part| part == "node_modules"),
        }
    }
}

/// `path` as seen from `directory`.
fn relative(directory: &str, path: &str) -> String {
    if !path.starts_with('/') && !path.contains(':') {
        return path.trim_start_matches("./").into();
    }
    let mut outer = directory.trim_end_matches('/').split('/').peekable();
    let mut inner = path.split('/').peekable();
    while outer.peek().is_some() && outer.peek() == inner.peek() {
        outer.next();
        inner.next();
    }
    outer
        .map(|_| "..")
        .chain(inner)
        .collect::<Vec<_>>()
        .join("/")
}

fn matches(globs: &[String], name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    globs.iter().any(|glob| {
        let glob = glob
            .strip_prefix("./")
            .unwrap_or(glob)
            .trim_end_matches('/');
        (!glob.contains('/') && glob_match(glob, base))
            || glob_match(glob, name)
            || glob_match(format!("{glob}/**"), name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn include(globs: &[&str]) -> Selection {
        Selection {
            include: Some(globs.iter().map(|glob| String::from(*glob)).collect()),
            ..Selection::default()
        }
    }

    #[test]
    fn dependencies_are_left_alone_unless_included() {
        let path = "/project/node_modules/a/index.js";
        assert!(Selection::default().contains("/project/src/shop.js", "/project"));
        assert!(!Selection::default().contains(path, "/project"));
        assert!(include(&["node_modules/a"]).contains(path, "/project"));
    }

    #[test]
    fn globs_are_those_of_the_other_adapters() {
        let path = "/project/src/lib/shop.js";
        for glob in [
            "src",
            "src/**",
            "./src/",
            "shop.js",
            "**/lib/*.js",
            "src/{lib,app}/*.[jt]s",
        ] {
            assert!(include(&[glob]).contains(path, "/project"), "{glob}");
        }
        for glob in ["lib", "lib/**", "src/*.js", "*.ts"] {
            assert!(!include(&[glob]).contains(path, "/project"), "{glob}");
        }
    }

    #[test]
    fn exclude_comes_before_include() {
        let selection = Selection {
            exclude: vec!["*.test.js".into()],
            ..include(&["src"])
        };
        assert!(!selection.contains("/project/src/shop.test.js", "/project"));
    }

    #[test]
    fn paths_are_relative_to_cwd() {
        let selection = Selection {
            cwd: Some("/project/src".into()),
            ..include(&["shop.js", "../lib"])
        };
        assert!(selection.contains("/project/src/shop.js", "/"));
        assert!(selection.contains("/project/lib/a.js", "/"));
        assert!(selection.contains("C:\\project\\shop.js", "/"));
    }

    #[test]
    fn by_extension() {
        let selection = Selection {
            extensions: Some(vec![".ts".into()]),
            ..Selection::default()
        };
        assert!(!selection.contains("/project/shop.js", "/project"));
        assert!(!Selection::default().contains("/project/shop.vue", "/project"));
    }
}
